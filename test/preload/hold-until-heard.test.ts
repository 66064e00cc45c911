import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { holdUntilHeard, subscribeTo } from '../../preload/hold-until-heard.ts';

describe('an event that must not be lost while the page is being drawn', () => {
  it('is given to the first listener, the last one only, and once', () => {
    const source = new EventEmitter();
    const subscribe = holdUntilHeard(source, 'wish');
    source.emit('wish', {}, 'calls');
    source.emit('wish', {}, 'sign-in');
    const heard: unknown[] = [];
    subscribe((payload) => heard.push(payload));
    subscribe((payload) => heard.push(['second', payload]));
    expect(heard).toEqual(['sign-in']);
  });

  it('comes as any other once somebody listens, and is not kept after that', () => {
    const source = new EventEmitter();
    const subscribe = holdUntilHeard(source, 'wish');
    const heard: unknown[] = [];
    const unsubscribe = subscribe((payload) => heard.push(payload));
    source.emit('wish', {}, 'calls');
    unsubscribe();
    source.emit('wish', {}, 'missed');
    subscribe((payload) => heard.push(payload));
    expect(heard).toEqual(['calls']);
    expect(source.listenerCount('wish')).toBe(1);
  });
});

describe('any other event', () => {
  it('reaches who listens when it comes, until they stop, and nothing of the sender with it', () => {
    const source = new EventEmitter();
    const subscribe = subscribeTo(source, 'changed');
    source.emit('changed', { sender: 'secret' }, 1);
    const heard: unknown[][] = [];
    const unsubscribe = subscribe((...given) => heard.push(given));
    source.emit('changed', { sender: 'secret' }, 2);
    unsubscribe();
    source.emit('changed', { sender: 'secret' }, 3);
    expect(heard).toEqual([[2]]);
    expect(source.listenerCount('changed')).toBe(0);
  });
});
