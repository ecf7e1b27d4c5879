import type { Misbehaviour } from './misbehaviour.ts';

const TIMES = 3;

export const laysStockOutThrice: Misbehaviour = {
  name: 'lays-stock-out-thrice',
  about: 'lays out the flash sale’s pieces three times',
  fails: 'books-in-order',
  settings: (settings) => ({ ...settings, flashStockPieces: settings.flashStockPieces * TIMES }),
};
