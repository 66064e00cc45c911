import { createFakeBridge } from './fake-bridge.ts';
import { scenarioIn } from './scenario.ts';

// What preload does in the app: the bridge is there before the page's own code runs.
const { bridge, send } = createFakeBridge(
  scenarioIn(new URLSearchParams(window.location.search), Date.now()),
);
Object.assign(window, { switchdeck: bridge, sendFakeEvent: send });
await import('../../../renderer/main.tsx');
