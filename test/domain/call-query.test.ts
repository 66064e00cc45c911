import { describe, expect, it } from 'vitest';
import { readQuery, tokensOf } from '../../domain/call-query.ts';

const nothing = {
  anywhere: [],
  within: [],
  outcomes: [],
  directions: [],
  spans: [],
  longerThan: null,
  shorterThan: null,
};
const word = (text: string) => ({ text, digits: null });

describe('a typed query', () => {
  it.each([
    ['', {}],
    ['Novák  PRAHA', { anywhere: [word('novak'), word('praha')] }],
    ['606 123 456', { anywhere: [{ text: '606 123 456', digits: '606123456' }] }],
    ['from:novak', { within: [{ field: 'from', needles: [word('novak')] }] }],
    ['od:"Jan Novák"', { within: [{ field: 'from', needles: [word('jan'), word('novak')] }] }],
    [
      'from:606 123 456 jan',
      {
        within: [{ field: 'from', needles: [{ text: '606 123 456', digits: '606123456' }] }],
        anywhere: [word('jan')],
      },
    ],
    [
      'agent:jana 606',
      { within: [{ field: 'agent', needles: [word('jana')] }], anywhere: [{ text: '606', digits: '606' }] },
    ],
    [
      'agent:211 606',
      {
        within: [{ field: 'agent', needles: [{ text: '211', digits: '211' }] }],
        anywhere: [{ text: '606', digits: '606' }],
      },
    ],
    ['Linka:Reklamace', { within: [{ field: 'line', needles: [word('reklamace')] }] }],
    ['štítek:vip', { within: [{ field: 'tag', needles: [word('vip')] }] }],
    ['agent:', {}],
    ['agent: jana', { anywhere: [word('jana')] }],
    ['missed', { outcomes: ['missed', 'abandoned', 'voicemail'], directions: ['in'] }],
    [
      'zmeškané dnes',
      { outcomes: ['missed', 'abandoned', 'voicemail'], directions: ['in'], spans: ['today'] },
    ],
    ['today včera', { spans: ['today', 'yesterday'] }],
    ['"missed"', { anywhere: [word('missed')] }],
    ['>5m', { longerThan: 300 }],
    ['>=1h30m <2h', { longerThan: 5399, shorterThan: 7200 }],
    ['<=30s', { shorterThan: 31 }],
    ['> 5m < 1h', { longerThan: 300, shorterThan: 3600 }],
    ['>5m >1m <2h <1h', { longerThan: 300, shorterThan: 3600 }],
    ['>', {}],
    ['+44 (0)20 7946', { anywhere: [{ text: '+44 (0)20 7946', digits: '44207946' }] }],
    ['<30s', { shorterThan: 30 }],
    ['>5', { longerThan: 300 }],
    ['>soon', {}],
    ['https://example.com', { anywhere: [word('https://example.com')] }],
    [
      'from:606123 missed kovář',
      {
        within: [{ field: 'from', needles: [{ text: '606123', digits: '606123' }] }],
        outcomes: ['missed', 'abandoned', 'voicemail'],
        directions: ['in'],
        anywhere: [word('kovar')],
      },
    ],
  ])('%s', (typed, meaning) => expect(readQuery(typed)).toEqual({ ...nothing, ...meaning }));

  it('tells where each piece stands', () => {
    expect(tokensOf('jan agent:"Eva Malá" >5m').map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [4, 20],
      [21, 24],
    ]);
    expect(tokensOf('agent:')).toEqual([{ from: 0, to: 6, text: '', field: 'agent', quoted: false }]);
  });
});
