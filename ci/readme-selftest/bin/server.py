"""Un faux `cargo livre` : une page, jusqu'à Ctrl-C."""

import http.server
import sys

status = 200
goodbye = 0


class Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(status)
        self.end_headers()


server = http.server.HTTPServer(("127.0.0.1", 0), Page)
print(f"Le livre est sur http://127.0.0.1:{server.server_port}", flush=True)
try:
    server.serve_forever()
except KeyboardInterrupt:
    sys.exit(goodbye)
