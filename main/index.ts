import { assembleDesk } from './assemble.ts';
import { runApp } from './electron/lifecycle.ts';

runApp(assembleDesk);
