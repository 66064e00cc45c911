import { describe, expect, it } from 'vitest';
import { foundIn, needlesIn } from '../../../renderer/calls/found-text.ts';

const found = (text: string, searched: string) =>
  foundIn(text, needlesIn(searched)).map(([from, to]) => text.slice(from, to));

describe('what was searched for', () => {
  it('is found in a text as it is written, blind to case and diacritics', () => {
    expect(found('Žaneta Říhová', 'rihova zan')).toEqual(['Žan', 'Říhová']);
    expect(found('Straße Łódź', 'strasse lo')).toEqual(['Straße', 'Łó']);
  });

  it('counts from the beginning of a word', () => {
    expect(found('Novák, Bratislava', 'ova')).toEqual([]);
  });

  it('is found in a number whatever its grouping', () => {
    expect(found('+420 606 123 456', '6123')).toEqual(['6 123']);
    expect(found('+420 606 123 456', '00420606')).toEqual(['420 606']);
  });

  it('is not what an operator says of something else', () => {
    expect(found('Jana Reklamní', 'tag:jana missed')).toEqual([]);
    expect(found('Jana Nováková', 'agent:jana')).toEqual(['Jana']);
  });

  it('does not overlap', () => {
    expect(found('Jana Jandová', 'jan jana')).toEqual(['Jana', 'Jan']);
  });
});
