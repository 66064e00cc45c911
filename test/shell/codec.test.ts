import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCodec } from './inpage/codec.ts';

const codec = createCodec();
const overTheWire = (value: unknown): unknown =>
  codec.decode(JSON.parse(JSON.stringify(codec.encode(value))));

describe('the codec between page and main process', () => {
  it('gives back whatever JSON-like value it was given, also one that looks like its own marks', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true }),
        (value) => {
          expect(overTheWire(value)).toEqual(structuredClone(value));
        },
      ),
    );
    expect(overTheWire({ $: 'date', v: 0 })).toEqual({ $: 'date', v: 0 });
  });

  it('keeps what JSON would lose', () => {
    expect(overTheWire([undefined, -0, NaN, Infinity, 10n])).toEqual([undefined, -0, NaN, Infinity, 10n]);
    expect(overTheWire(new Date(5))).toEqual(new Date(5));
    expect(overTheWire(/a+/giu)).toEqual(/a+/giu);
    expect(overTheWire(new Float64Array([0.5, -1]))).toEqual(new Float64Array([0.5, -1]));
    expect(overTheWire(Buffer.from([1, 2]))).toEqual(new Uint8Array([1, 2]));
    expect(overTheWire(new Uint8Array(100_000).fill(7))).toEqual(new Uint8Array(100_000).fill(7));
  });

  it('keeps the kind and the words of an error', () => {
    const error = overTheWire(new RangeError('too far'));
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toHaveProperty('message', 'too far');
  });

  it('refuses functions, symbols, promises and cycles', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const value of [() => 1, Symbol('s'), Promise.resolve(), cycle]) {
      expect(() => codec.encode({ value })).toThrow('An object could not be cloned.');
    }
  });

  it('takes the same object twice, side by side', () => {
    const shared = { n: 1 };
    expect(overTheWire([shared, shared])).toEqual([{ n: 1 }, { n: 1 }]);
  });
});
