// The smallest target: answers everything at once, on the port it prints. A process of its own, so that a test can stop it.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  request.resume();
  response.writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
  response.end('{}');
});
server.listen(0, '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
// Nobody needs it for longer than a test.
setTimeout(() => process.exit(), 240_000).unref();
