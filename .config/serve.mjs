/** A file server for one folder, on loopback alone: reads, never writes, and gives nothing outside of the folder. */

import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.yaml': 'text/yaml; charset=utf-8', '.txt': 'text/plain; charset=utf-8', '.map': 'application/json',
};

/** The file that a request asks for: null where there is none inside the folder. */
function fileOf(folder, url, under) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\') || !path.startsWith(under)) return null;
  const asked = join(folder, path.slice(under.length - 1));
  try {
    const found = realpathSync(asked.endsWith(sep) || statSync(asked).isDirectory() ? join(asked, 'index.html') : asked);
    return found.startsWith(folder + sep) && statSync(found).isFile() ? found : null;
  } catch {
    return null;
  }
}

/** Serves a folder under a path ("/" or "/some/where/") until `close`. Port 0: a free one. Rejects when the port is taken. */
export function serve(folder, port = 0, under = '/') {
  const home = realpathSync(folder);
  const server = createServer((request, response) => {
    const answer = (code, says) => response.writeHead(code, { 'content-type': 'text/plain; charset=utf-8' }).end(`${says}\n`);
    if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'only GET and HEAD');
    if (under !== '/' && request.url === under.slice(0, -1)) return response.writeHead(301, { location: under }).end();
    const file = fileOf(home, request.url ?? '/', under);
    if (file === null) return answer(404, 'not found');
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'content-length': statSync(file).size, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    if (request.method === 'HEAD') return response.end();
    return createReadStream(file).on('error', () => response.destroy()).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve({
        port: server.address().port,
        close: () => new Promise((done) => { server.close(() => done()); server.closeAllConnections(); }),
      });
    });
  });
}
