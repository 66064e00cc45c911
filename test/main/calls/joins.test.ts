import { describe, expect, it } from 'vitest';
import type { Call } from '../../../domain/call.ts';
import { joinsAmong } from '../../../main/calls/joins.ts';
import { aCall, aircallAccount, aMissedCall, type CallPart, voipexAccount } from '../../support/calls.ts';

const start = Date.UTC(2026, 0, 15, 8, 0, 0);
const at = (seconds: number): number => start + seconds * 1000;
const jana = { id: '1', name: 'Jana', extension: '201' };
const petr = { id: '2', name: 'Petr', extension: '202' };
const withheld = { e164: null, raw: '', hidden: true };

/** A call from, until and answered at seconds after the start of the story. */
function call(id: string, times: readonly [number, number | null, number], part: CallPart = {}): Call {
  const [from, answered, until] = times;
  const build = answered === null ? aMissedCall : aCall;
  return build({
    providerCallId: id,
    startedAt: at(from),
    answeredAt: answered === null ? null : at(answered),
    endedAt: at(until),
    waitSeconds: (answered ?? until) - from,
    talkSeconds: answered === null ? null : until - answered,
    ...part,
  });
}

/** An Aircall line that nobody took a call on. */
const line = (id: string, times: readonly [number, number | null, number], part: CallPart = {}): Call =>
  call(id, times, { agent: null, ...part });
/** A VoIPEX call, by default taken at Jana's extension. */
const pbx = (id: string, times: readonly [number, number | null, number], part: CallPart = {}): Call =>
  call(id, times, {
    accountId: voipexAccount,
    conversationId: `conversation ${id}`,
    agent: times[1] === null ? null : jana,
    line: { id: '201', name: null, number: '201' },
    ...part,
  });

const joined = (...calls: Call[]): string[] =>
  joinsAmong(calls).map(({ from, to }) =>
    [from, to].map((id) => calls.find((one) => one.id === id)?.providerCallId).join(' > '),
  );

describe('calls that are one story', () => {
  it('joins a call that a line passed on, answered and ended there in the same seconds', () => {
    expect(joinsAmong([line('a', [0, 18, 140]), pbx('v', [5, 18, 139])])).toEqual([
      {
        from: `${aircallAccount}:a`,
        to: `${voipexAccount}:v`,
        kind: 'forwarded',
        signs: ['number', 'overlap', 'same-end'],
        parted: false,
      },
    ]);
  });

  it('joins one that nobody took over there either', () => {
    expect(joined(line('a', [0, null, 24]), pbx('v', [5, null, 24]))).toEqual(['a > v']);
  });

  const fromPbx = (part: CallPart = {}): Call[] => {
    const shared = { conversationId: 'one', agent: null, ...part };
    return [
      pbx('in', [0, 15, 200], { ...shared, line: { id: 'ddi', name: null, number: '+420226000001' } }),
      pbx('out', [0, 15, 200], {
        ...shared,
        direction: 'out',
        remote: { e164: '+420226221870', raw: '+420226221870', hidden: false },
      }),
    ];
  };

  it('joins one that VoIPEX says it sent on to a line of Aircall', () => {
    const [join] = joinsAmong([...fromPbx(), call('a', [4, 15, 200])]);
    expect(join).toMatchObject({ from: `${voipexAccount}:in`, to: `${aircallAccount}:a`, kind: 'forwarded' });
    expect(join?.signs).toContain('target');
  });

  it('joins it though the caller withholds the number', () => {
    const calls = [...fromPbx({ remote: withheld }), call('a', [4, 15, 200], { remote: withheld })];
    expect(joined(...calls)).toEqual(['in > a']);
  });

  it('joins it though the second system is shown our own line instead of the caller', () => {
    const own = { e164: '+420226000001', raw: '+420226000001' };
    expect(joined(...fromPbx(), call('a', [4, 15, 200], { remote: own }))).toEqual(['in > a']);
  });

  it('does not join it with a call of somebody else on that line', () => {
    const other = { e164: '+420777999888', raw: '+420777999888' };
    expect(joined(...fromPbx(), call('a', [4, 15, 200], { remote: other }))).toEqual([]);
  });

  it('joins on clocks some seconds apart when answer and end agree on how far', () => {
    expect(joined(line('a', [0, 18, 140]), pbx('v', [12, 25, 147]))).toEqual(['a > v']);
    expect(joined(line('a', [0, 18, 140]), pbx('v', [-3, 11, 132]))).toEqual(['a > v']);
  });

  it('joins a call handed to a colleague in another record of the same account', () => {
    const first = call('a', [0, 10, 60], {
      agent: { ...jana },
      transferredTo: { agent: petr, number: null },
    });
    const second = call('b', [58, 66, 300], { agent: petr });
    expect(joinsAmong([first, second])).toMatchObject([
      { from: first.id, to: second.id, kind: 'transferred', signs: ['number', 'overlap', 'handover'] },
    ]);
  });

  it('joins a transfer by hand to a line of the other system', () => {
    const first = call('a', [0, 10, 60], { transferredTo: { agent: null, number: '+420 226 000 001' } });
    const second = pbx('v', [58, 66, 300], {
      agent: null,
      line: { id: 'ddi', name: null, number: '+420226000001' },
    });
    expect(joinsAmong([first, second])).toMatchObject([{ kind: 'transferred' }]);
  });

  it('follows a call that was passed on twice, step by step', () => {
    const calls = [
      line('a', [0, 30, 200], { accountId: 'aircall:firstacct1' }),
      line('b', [4, 30, 200], { accountId: 'aircall:secondact2' }),
      pbx('v', [9, 30, 199]),
    ];
    expect(joined(...calls)).toEqual(['a > b', 'b > v']);
  });

  it('follows a call that was passed on and then handed to a colleague', () => {
    const calls = [
      line('a', [0, 18, 200]),
      pbx('v', [5, 18, 60], { conversationId: 'one' }),
      pbx('w', [58, 64, 200], { conversationId: 'one', agent: petr }),
    ];
    expect(joined(...calls)).toEqual(['a > v']);
  });

  it('takes one reading of a call that two accesses see, and joins each reading once at most', () => {
    const calls = [
      line('a', [0, 18, 140], { accountId: 'aircall:firstacct1' }),
      line('a', [0, 18, 140], { accountId: 'aircall:secondact2' }),
      pbx('v', [5, 18, 139]),
    ];
    expect(joinsAmong(calls)).toMatchObject([{ from: 'aircall:firstacct1:a', to: `${voipexAccount}:v` }]);
  });

  it('joins the same whatever order the calls come in', () => {
    const calls = [...fromPbx(), call('a', [4, 15, 200]), line('x', [1, 15, 200], { remote: withheld })];
    expect(joinsAmong(calls.toReversed())).toEqual(joinsAmong(calls));
  });
});

describe('calls that only look like one story', () => {
  it('leaves a caller alone who hangs up and dials the other line at once', () => {
    expect(joined(line('a', [0, null, 20]), pbx('v', [21, 30, 90]))).toEqual([]);
    expect(joined(call('a', [0, 10, 60]), pbx('v', [61, 70, 200]))).toEqual([]);
    // Also on clocks apart, when the second seems to begin before the first ended.
    expect(joined(line('a', [0, null, 20]), pbx('v', [17, 30, 90]))).toEqual([]);
  });

  it('leaves somebody alone who calls two lines at once', () => {
    expect(joined(line('a', [0, null, 40]), pbx('v', [3, 9, 62]))).toEqual([]);
    expect(joined(line('a', [0, 12, 90]), pbx('v', [3, 20, 130]))).toEqual([]);
  });

  it('leaves a caller alone who puts two of our people together', () => {
    expect(joined(call('a', [0, 10, 300]), pbx('v', [60, 68, 300]))).toEqual([]);
  });

  it('leaves a caller alone whom an agent calls back meanwhile', () => {
    const back = pbx('v', [3, 20, 90], { direction: 'out' });
    expect(joined(line('a', [0, null, 20]), back)).toEqual([]);
    expect(joined(line('a', [0, 20, 90]), back)).toEqual([]);
  });

  it('leaves two callers apart who both withhold their number', () => {
    const hidden = { remote: withheld };
    expect(joined(line('a', [0, 18, 140], hidden), pbx('v', [5, 21, 139], hidden))).toEqual([]);
    expect(joined(line('a', [0, null, 24], hidden), pbx('v', [5, null, 24], hidden))).toEqual([]);
    expect(joined(call('a', [0, 18, 140], hidden), pbx('v', [5, 18, 140], hidden))).toEqual([]);
  });

  it('leaves callers with different numbers apart, however well their times agree', () => {
    const other = { remote: { e164: '+420777999888', raw: '+420777999888' } };
    expect(joined(line('a', [0, 18, 140]), pbx('v', [5, 18, 140], other))).toEqual([]);
  });

  it('joins none when two calls could be the continuation', () => {
    const calls = [
      line('a', [0, 18, 140]),
      pbx('v', [5, 18, 139], { conversationId: 'one' }),
      pbx('w', [6, 18, 140], { conversationId: 'two', agent: petr }),
    ];
    expect(joined(...calls)).toEqual([]);
  });

  it('believes no lone sign of a number that calls many times at once', () => {
    const calls = [
      line('a', [0, null, 24]),
      pbx('v', [5, null, 24], { conversationId: 'one' }),
      pbx('w', [10, 20, 90], { conversationId: 'two' }),
    ];
    expect(joined(...calls)).toEqual([]);
  });

  it('believes firm signs of such a number all the same', () => {
    const calls = [
      line('a', [0, 18, 140]),
      pbx('v', [5, 18, 139], { conversationId: 'one' }),
      pbx('w', [10, 26, 90], { conversationId: 'two' }),
    ];
    expect(joined(...calls)).toEqual(['a > v']);
  });

  it('leaves a call alone that rang our own people to its end, or went to voicemail', () => {
    const rang = pbx('v', [0, null, 24], { agent: jana });
    expect(joined(rang, line('a', [5, null, 24]))).toEqual([]);
    const voicemail = line('a', [0, null, 24], { outcome: 'voicemail', hasVoicemail: true });
    expect(joined(voicemail, pbx('w', [5, null, 24]))).toEqual([]);
  });

  it('leaves two readings of one call by two accesses apart', () => {
    const times = [0, 18, 140] as const;
    expect(
      joined(
        line('a', times, { accountId: 'aircall:firstacct1' }),
        line('a', times, { accountId: 'aircall:secondact2' }),
      ),
    ).toEqual([]);
  });

  it('leaves calls among colleagues and calls that still run alone', () => {
    expect(joined(line('a', [0, 18, 140]), pbx('v', [5, 18, 139], { direction: 'internal' }))).toEqual([]);
    const running = pbx('v', [5, 18, 139], { state: 'ongoing', outcome: null, endedAt: null });
    expect(joined(line('a', [0, 18, 140]), running)).toEqual([]);
  });

  it('leaves a call alone that was handed over inside one Aircall record', () => {
    const first = call('a', [0, 10, 60], {
      agent: petr,
      transferredBy: jana,
      transferredTo: { agent: petr, number: null },
    });
    expect(joined(first, call('b', [62, 66, 300], { agent: petr }))).toEqual([]);
  });

  it('leaves two legs apart that VoIPEX itself calls different conversations', () => {
    const first = pbx('v', [0, 10, 60]);
    expect(joined(first, pbx('w', [57, 66, 300], { agent: petr }))).toEqual([]);
  });
});
