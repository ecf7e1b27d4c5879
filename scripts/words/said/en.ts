import type { SaidWords } from './words.ts';

const counted = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`;

export const said = {
  rehearsing: ({ plan, shoppers, seconds, where }) =>
    `Rehearsing ${plan} (about ${counted(shoppers, 'shopper')} at most, ${seconds} s) on ${where}`,
  embeddedShop: 'the embedded shop',
  files: (folder) => `Files: ${folder}`,
  report: (file) => `Report: ${file}`,
  interruptedBeforeLoad: 'Interrupted before any load was sent: there is nothing to judge.',
  endedAtOnce: 'Ended at once.',
  stops: 'Ctrl-C stops it.',
  paceLooks: (seconds, phase) => `pace auto: ${seconds} s of ${phase} against the embedded shop …`,
  paceFound: (pace, why) => `pace ${pace}: ${why}`,
  configNames: (options, file) => {
    const listed = [options.slice(0, -1).join(', '), options.at(-1) ?? ''].filter((text) => text !== '');
    const them = options.length === 1 ? 'it' : 'them';
    return `Without ${listed.join(' and ')}, ${file} in the current folder names ${them}.`;
  },
  builtIn: ({ file, plan, isOnTarget }) =>
    `no ${file} in this folder: the built-in ${plan}${isOnTarget ? '' : ' on the embedded shop'}`,
  builtBefore: 'carnival: the code has changed since it was built, and what was built runs: npm run build',
  verdictNotWritten: (why) => `The verdict was not written into the folder: ${why}`,
  packVerified: (files) => `Verified: ${counted(files, 'file')} as packed.`,
  packSame: 'The verdict in the pack is the same.',
  packDiffers:
    'The verdict in the pack has the same outcome, but differs in details: another version of Carnival judged it, or it was changed. The one above counts.',
  packed: ({ run, outcome, file, size }) => `Packed ${run} (${outcome}): ${file}, ${size}`,
  shop: {
    api: (url) => `API: ${url}`,
    data: 'data',
    token: 'token',
    noBareRun: (why) => `a bare \`k6 run\` will load nobody: its admission cannot be written: ${why}`,
  },
  dashboards: {
    run: 'run',
    user: (name) => `user ${name}`,
    passwordIn: (file) => `password in ${file}`,
    byHand:
      'Grafana is not started: none is on PATH, or --no-grafana was given. In another terminal, one of these starts it:',
    itsFolder: 'its folder',
  },
  init: {
    steps: (steps, open) => `shop.ts has ${steps} steps${open === null ? '' : `, ${open} TODO`}.`,
    next: (command) => `Next: ${command}`,
  },
} as const satisfies SaidWords;
