export { type AircallOptions, type AircallSimulator, startAircall } from './start-aircall.ts';
