import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SecondInstance, SingleInstance } from './single-instance.ts';

const node = path.join(import.meta.dirname, '../../node_modules/node/bin/node');
const source = path.join(import.meta.dirname, 'single-instance.ts');
const message = (...args: string[]): SecondInstance => ({ args, folder: '/somewhere', data: { n: 1 } });

let profile = '';
let instance: SingleInstance;
beforeEach(() => {
  profile = fs.mkdtempSync(path.join(os.tmpdir(), 'switchdeck-instance-'));
  instance = new SingleInstance(profile, node);
});
afterEach(() => {
  instance.release();
  fs.rmSync(profile, { recursive: true, force: true });
});

/** Another process that asks for the lock of the profile; it prints the answer and lives until its input ends. */
function start(...args: string[]): { readonly answer: Promise<string>; readonly end: () => Promise<void> } {
  const code = `
    const { SingleInstance } = await import(${JSON.stringify(source)});
    const instance = new SingleInstance(${JSON.stringify(profile)}, ${JSON.stringify(node)});
    process.stdout.write(String(instance.acquire(${JSON.stringify(message(...args))}, () => undefined)));
    process.stdin.on('end', () => process.exit()).resume();`;
  const child = spawn(node, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  return {
    answer: once(child.stdout.setEncoding('utf8'), 'data').then(([text]) => String(text)),
    end: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** The answer to one that ends right after it. */
async function another(...args: string[]): Promise<string> {
  const { answer, end } = start(...args);
  const text = await answer;
  await end();
  return text;
}

describe('the single-instance lock', () => {
  it('is given to the first process, which then hears what every other was started with', async () => {
    const heard: SecondInstance[] = [];
    expect(instance.acquire(message('first'), (second) => heard.push(second))).toBe(true);
    expect(await another('one', 'dev.app:/x')).toBe('false');
    expect(await another('two')).toBe('false');
    expect(heard).toEqual([message('one', 'dev.app:/x'), message('two')]);
  });

  it('is free again once released', async () => {
    instance.acquire(message('first'), () => undefined);
    instance.release();
    expect(await another('next')).toBe('true');
  });

  it('is taken over from a process that ended without releasing it', async () => {
    expect(await another('gone')).toBe('true');
    expect(fs.readdirSync(profile)).toEqual(['stand-in.lock']);
    expect(instance.acquire(message('next'), () => undefined)).toBe(true);
    expect(fs.readFileSync(path.join(profile, 'stand-in.lock'), 'utf8')).toBe(String(process.pid));
  });

  it('goes to exactly one of several that start together', async () => {
    const several = ['a', 'b', 'c'].map((name) => start(name));
    const answers = await Promise.all(several.map(({ answer }) => answer));
    for (const { end } of several) await end();
    expect(answers.toSorted()).toEqual(['false', 'false', 'true']);
  });
});
