"""Pure rules of the statutes: law, reading, judging, what applies. No clock, no database, no page.

`law` legal numbers; `tree` the file as frozen data; `parse` text to tree; `check` tree to findings; `settled` written
value or the law's; `assembly`, `voting`, `proxies`, `remote` what applies; `merging` colleges too small to form;
`show` tree to text; `reading` sentences that members read.
"""
