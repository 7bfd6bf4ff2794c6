"""The local web page: somebody drops a report in a browser and sees it with its findings, all on this machine.

`server` listens, `guard` turns away what comes from elsewhere or is too large, `application` answers, `desk` checks and
keeps what was checked, `start_page` is the page with the form. Needs starlette, uvicorn and python-multipart (extra
`serve`).
"""
