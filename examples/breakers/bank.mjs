/** A bank on loopback that takes every charge, after 10 ms. `node bank.mjs <port>`: it ends when its standard input does. */
import { createServer } from 'node:http';

const ANSWERS_AFTER_MS = 10;

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end('{"charged":true}');
    }, ANSWERS_AFTER_MS);
  });
});
process.stdin.on('end', () => process.exit(0)).resume();
server.listen(Number(process.argv[2]), '127.0.0.1');
