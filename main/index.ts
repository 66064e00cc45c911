import { runApp } from './electron/lifecycle.ts';

runApp(async () => (await import('./assemble.ts')).assembleDesk);
