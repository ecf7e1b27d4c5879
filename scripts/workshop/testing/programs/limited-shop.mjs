/**
 * A shop of one step that carries so many requests at once: `node limited-shop.mjs <port> <file with the count> [stops]`. It prints its
 * port. Each of its replicas holds four requests for 50 ms each. `stops`: for two of every four seconds it answers nobody.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const [port, file, mode] = process.argv.slice(2);
const AT_ONCE = 4;
const SERVICE_MS = 50;
const STOP_MS = 2000;
const LOOK_EVERY_MS = 50;

const waiting = [];
let inHand = 0;
let count = 1;

const isStopped = () => mode === 'stops' && Math.floor(Date.now() / STOP_MS) % 2 === 1;
function next() {
  while (waiting.length > 0 && inHand < count * AT_ONCE && !isStopped()) {
    const answer = waiting.shift();
    if (answer.destroyed) continue;
    inHand++;
    setTimeout(() => {
      inHand--;
      answer.end('{}');
      next();
    }, SERVICE_MS);
  }
}
setInterval(() => {
  count = Number(readFileSync(file, 'utf8')) || count;
  next();
}, LOOK_EVERY_MS);

const server = createServer((request, answer) => {
  request.resume();
  answer.setHeader('content-type', 'application/json');
  if (request.url === '/carnival-environment') return answer.end('{"environment":"mock"}');
  waiting.push(answer);
  return next();
});
server.listen(Number(port), '127.0.0.1', () => console.log(JSON.stringify({ port: server.address().port })));
// Nobody needs it for longer than a test.
setTimeout(() => process.exit(), 900_000).unref();
