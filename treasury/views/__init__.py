"""The pages of the treasury: what waits, bank files, lines, requests, refunds out, books; `joined` brings all together."""
