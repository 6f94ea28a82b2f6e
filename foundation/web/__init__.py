"""The web room: what every page stands on, whatever it talks about.

`guard` says who may open a page, `security` sends the headers, `errors` turns a refusal into a page with its status,
`transaction` opens the one transaction of a request, `filters` write dates and figures as French typographers do,
`forms` and `fields` read what people type, `tables` filter, sort and page, `drawing` places what `charts.html` draws,
`colours` gives a cooperative its brand with enough contrast. Start with `room.init_app`.
"""
