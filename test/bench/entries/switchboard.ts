import type { Page } from 'playwright';
import type { FakeBoard } from '../../renderer/preview/fake-board.ts';
import { launchChromium } from '../../renderer/preview/chromium.ts';
import { serveBuilt } from '../../renderer/preview/serve.ts';
import { compare, type Entry, median, percentile } from '../entry.ts';

declare global {
  interface Window {
    /** Put there by the preview's fake bridge. */
    readonly fakeBoard: FakeBoard;
  }
}

const perSecond = 50;
const rounds = 6;
const roundMs = 10_000;

interface Watched {
  /** Time between frames, ms. */
  readonly frames: readonly number[];
  /** Changes told meanwhile. */
  readonly changes: number;
}

/** Times every frame for a round, while so many things a second happen on the switchboard. */
const watch = (page: Page, changesPerSecond: number): Promise<Watched> =>
  page.evaluate(
    ({ rate, forMs }) =>
      new Promise<Watched>((resolve) => {
        let changes = 0;
        const stopCounting = window.switchdeck.events['switchboard.changed'](() => (changes += 1));
        const stopPumping = rate > 0 ? window.fakeBoard.pump(rate) : () => undefined;
        const frames: number[] = [];
        const from = performance.now();
        let last: number | null = null;
        const tick = (now: number): void => {
          if (last !== null) frames.push(now - last);
          last = now;
          if (performance.now() - from < forMs) {
            requestAnimationFrame(tick);
            return;
          }
          stopPumping();
          stopCounting();
          resolve({ frames, changes });
        };
        requestAnimationFrame(tick);
      }),
    { rate: changesPerSecond, forMs: roundMs },
  );

/** A switchboard of two thousand people on which much happens: do frames get longer than when nothing does? */
export const switchboard: Entry = {
  name: 'switchboard',
  about: `longest frame of 2,000 people's switchboard with ${String(perSecond)} changes a second for a minute, against none`,
  async run() {
    const preview = await serveBuilt();
    const browser = await launchChromium();
    try {
      const page = await browser.newPage({ viewport: { width: 1180, height: 760 } });
      await page.goto(`${preview.url}/?scenario=many#/switchboard`);
      await page.locator('[data-card]').first().waitFor();
      const longest: readonly [number[], number[]] = [[], []];
      const frames: readonly [number[], number[]] = [[], []];
      let changes = 0;
      for (let round = -1; round < rounds; round += 1) {
        for (const [side, rate] of [
          [0, perSecond],
          [1, 0],
        ] as const) {
          const watched = await watch(page, rate);
          if (round < 0) continue;
          longest[side].push(Math.max(...watched.frames));
          frames[side].push(...watched.frames);
          if (side === 0) changes += watched.changes;
        }
      }
      const [ours, against] = [median(longest[0]), median(longest[1])];
      const p99 = frames.map((taken) => percentile(taken, 0.99).toFixed(1));
      const most = frames.map((taken) => Math.max(...taken).toFixed(1));
      return compare(
        'switchboard',
        'ms',
        1.5,
        { ours, against },
        `longest frame, medians of ${String(rounds)} rounds of ${String(roundMs / 1000)} s taken in turns; longest of all ${most.join(' against ')} ms; p99 ${p99.join(' against ')} ms; ${String(changes)} changes; frames ${frames.map(({ length }) => String(length)).join(' against ')}`,
      );
    } finally {
      await browser.close();
      await preview.close();
    }
  },
};
