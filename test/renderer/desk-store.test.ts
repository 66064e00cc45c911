import { describe, expect, it } from 'vitest';
import { DeskState, freshDesk, type SavedView } from '../../domain/saved-view.ts';
import { nothingChosen, wholeList } from '../../renderer/calls/call-filters.ts';
import {
  createDeskStore,
  deskFrom,
  deskToKeep,
  withChoice,
  withForgotten,
  withoutView,
  withText,
  withView,
} from '../../renderer/desk-store.ts';

const fresh = deskFrom(freshDesk);
const view: SavedView = {
  id: 'abcdefgh1234',
  name: 'Long ones',
  pinned: true,
  query: { view: 'calls', choice: { ...nothingChosen, directions: ['out'] }, text: '>5m' },
};

describe('the desk', () => {
  it('is the same again after it was kept', () => {
    const left = withText(
      withChoice(fresh, 'missed', { ...nothingChosen, dates: 'today' }),
      'calls',
      'novak',
    );
    const kept = deskToKeep({ ...left, openCall: 'aircall:k3j9x0a1:1' }, 'calls');
    expect(DeskState.parse(kept)).toEqual(kept);
    expect(deskFrom(kept)).toEqual({ ...left, openCall: 'aircall:k3j9x0a1:1' });
  });

  it('has its own search for each list', () => {
    const desk = withText(fresh, 'missed', 'novak');
    expect(desk.lists.calls.text).toBe('');
    expect(desk.lists.missed.text).toBe('novak');
  });

  it('gives a list back as it was before a saved view took its place', () => {
    const searched = withText(fresh, 'calls', 'novak');
    const opened = withView(searched, view);
    expect(opened.lists.calls).toEqual(view.query);
    expect(opened.opened?.id).toBe(view.id);
    expect(withoutView(withText(opened, 'calls', 'changed'))).toEqual(searched);
  });

  it('opens one view after another without losing the list below them', () => {
    const searched = withText(fresh, 'calls', 'novak');
    const second = { ...view, id: 'zyxwvuts9876', query: { ...wholeList('calls'), text: 'week' } };
    expect(withoutView(withView(withView(searched, view), second))).toEqual(searched);
  });

  it('leaves a view that was just saved for the whole list', () => {
    const searched = { ...fresh, lists: { ...fresh.lists, calls: view.query } };
    expect(withoutView(withView(searched, view)).lists.calls).toEqual(wholeList('calls'));
  });

  it('does not bring back a view or a call on a screen that has neither', () => {
    const left = {
      ...freshDesk,
      screen: 'settings' as const,
      viewId: view.id,
      openCall: 'voipex:k3j9x0a1:1',
    };
    expect(deskFrom(left)).toMatchObject({ opened: null, openCall: null });
  });

  it('forgets what main forgot of its searches, and what main was never told', () => {
    const typed = { ...withText(fresh, 'calls', '606 123 456'), otherText: 'novak' };
    const desk = withText(withView(typed, view), 'missed', 'servis');
    const written = deskToKeep(desk, 'calls');
    const forgotten = withForgotten(desk, written, written);
    expect(forgotten.lists).toEqual(desk.lists);
    expect(forgotten.opened?.before.text).toBe('');
    expect(forgotten.otherText).toBe('');

    const cleared = { ...written, calls: { ...view.query, text: '' } };
    expect(withForgotten(desk, written, cleared).lists.calls).toEqual({ ...view.query, text: '' });
    const typedOn = withText(desk, 'calls', 'something else');
    expect(withForgotten(typedOn, written, cleared).lists.calls.text).toBe('something else');
  });

  it('tells who listens of changes, and of nothing else', () => {
    const store = createDeskStore(fresh);
    let told = 0;
    const stop = store.subscribe(() => (told += 1));
    store.change((desk) => desk);
    store.change((desk) => withText(desk, 'calls', 'a'));
    stop();
    store.change((desk) => withText(desk, 'calls', 'ab'));
    expect(told).toBe(1);
  });
});
