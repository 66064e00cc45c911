import { serveBuilt, serveWorking } from './serve.ts';
import { launchChromium } from './chromium.ts';

// node test/renderer/preview/shoot.ts [--built] [--size=1180x760] <folder> <name=query#screen> ...
// Takes pictures of scenarios, for instance: missed-cs='scenario=many&lang=cs&theme=dark#/missed'
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const [folder = '.', ...pictures] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const [width = 1180, height = 760] = (
  options.find((word) => word.startsWith('--size='))?.slice(7) ?? '1180x760'
)
  .split('x')
  .map(Number);

const preview = await (options.includes('--built') ? serveBuilt() : serveWorking());
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width, height } });
page.on('console', (message) => {
  if (message.type() === 'error' || message.type() === 'warning') process.stdout.write(`${message.text()}\n`);
});
page.on('pageerror', (error) => process.stdout.write(`${error.message}\n`));
for (const picture of pictures) {
  const split = picture.indexOf('=');
  await page.goto(`${preview.url}/?${picture.slice(split + 1)}`);
  await page.reload();
  await page.waitForSelector('#content');
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `${folder}/${picture.slice(0, split)}.png` });
}
await browser.close();
await preview.close();
