/**
 * The landing page's own script: one attempt to open the app, the other ways after three seconds, the time that is
 * left. Without it everything is visible and nothing opens by itself.
 */
export const landingScript = `
(() => {
  const find = (id) => document.getElementById(id);
  const open = find('open');
  const ways = find('ways');
  const validity = find('validity');
  const copy = find('copy');

  if (ways) {
    ways.hidden = true;
    setTimeout(() => { ways.hidden = false; }, 3000);
  }

  if (validity) {
    const until = performance.now() + Number(validity.dataset.seconds) * 1000;
    const show = () => {
      const left = Math.ceil((until - performance.now()) / 1000);
      if (left <= 0) {
        find('live').remove();
        find('over').hidden = false;
        document.title = find('over').querySelector('h1').textContent + ' \\u00b7 Switchdeck';
        return;
      }
      const time = Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0');
      validity.textContent = validity.dataset.text.replace('{time}', time);
      setTimeout(show, 1000);
    };
    show();
  }

  if (copy) {
    const status = find('copy-status');
    copy.hidden = false;
    copy.addEventListener('click', () => {
      const say = (text) => { status.textContent = text; };
      const fail = () => say(status.dataset.failed);
      if (!navigator.clipboard) return fail();
      navigator.clipboard.writeText(find('code').textContent).then(() => say(status.dataset.copied), fail);
    });
  }

  // Once for each arrival: a reload or a way back must not open the app again. After loading, for leaving an unfinished
  // page would leave it unfinished.
  const [arrival] = performance.getEntriesByType('navigation');
  if (open && arrival && arrival.type === 'navigate')
    addEventListener('load', () => setTimeout(() => { location.href = open.href; }, 0));
})();
`;
