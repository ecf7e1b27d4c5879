import { expect, it } from 'vitest';
import summerCarnival from '../../scenarios/campaigns/summer-carnival.ts';
import { defineShop } from '../../scenarios/shop/define-shop.ts';
import { get } from '../../scenarios/shop/requests.ts';
import { held, planOf } from '../../scenarios/testing/world.ts';
import { EMBEDDED } from '../embedded/subject.ts';
import { planSize } from '../forecast/shoppers-at-once.ts';
import { en } from '../words/en.ts';
import { beginLine } from './begin-line.ts';

const shop = defineShop({
  name: 'small',
  steps: { home: get('/') },
  behaviours: { buyer: { entry: { home: 1 }, steps: { home: { thinkSeconds: 1, ok: {} } } } },
});
const plan = { ...planOf(60, [held(1500, 'buyer')]), name: 'my-sale' };

it('says how many shoppers come, for how long, and that the embedded shop is loaded', () => {
  expect(beginLine(plan.name, planSize(plan, shop), [], en.said)).toMatch(
    /^Rehearsing my-sale \(about 1,500 shoppers at most, \d+ s\) on the embedded shop$/,
  );
  expect(
    beginLine(summerCarnival.name, planSize(summerCarnival, EMBEDDED.shopOf(summerCarnival)), [], en.said),
  ).toMatch(/^Rehearsing summer-carnival \(about [\d,]{9,} shoppers at most, \d+ s\) on the embedded shop$/);
});

it('names every target, without credentials and control characters', () => {
  const targets = ['https://me:secret@staging.example.com', 'west=https://west.example.com\u001b[31m'];
  const line = beginLine(plan.name, planSize(plan, shop), targets, en.said);
  expect(line).toContain(' on https://…@staging.example.com, west=https://west.example.com\\u001b[31m');
  expect(line).not.toContain('secret');
});
