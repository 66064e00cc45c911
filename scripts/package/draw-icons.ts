import fs from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from 'playwright';
import { z } from 'zod';
import { findBrowser } from '../../test/shell/find-browser.ts';
import { icnsSizes, type PixelPicture, writeIcns, writeIco } from './icon-containers.ts';
import { root } from './product.ts';

/**
 * Draws the installers' icons from `build/icon.svg`, and the smallest from `build/icon-small.svg`, where the deck's
 * details would run into each other: `node scripts/package/draw-icons.ts`. What it writes is committed, so that nobody
 * needs a browser to package.
 */
const build = path.join(root, 'build');
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 20, 24, 32, 40, 48, 64, 128, 256];
/** Up to here the simpler drawing is used. */
const smallUpTo = 32;
/** Apple's grid: the plate takes 824 of 1024 pixels. Ours takes 464 of 512, so the view is widened. */
const appleView = '-32.29 -32.29 576.58 576.58';

const drawing = (name: string): string => fs.readFileSync(path.join(build, name), 'utf8');
const whole = drawing('icon.svg');
const small = drawing('icon-small.svg');

const Drawn = z.object({ png: z.string(), pixels: z.string() });

/** One picture. The page's canvas draws it, so edges are smoothed as a browser does. */
async function draw(page: Page, svg: string, size: number): Promise<PixelPicture> {
  const drawn = Drawn.parse(
    await page.evaluate(
      `(async () => {
        const image = new Image(${size}, ${size});
        image.src = 'data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}';
        await image.decode();
        const canvas = new OffscreenCanvas(${size}, ${size});
        const surface = canvas.getContext('2d');
        surface.drawImage(image, 0, 0, ${size}, ${size});
        const pixels = new Uint8Array(surface.getImageData(0, 0, ${size}, ${size}).data.buffer);
        const png = new Uint8Array(await (await canvas.convertToBlob({ type: 'image/png' })).arrayBuffer());
        return { png: png.toBase64(), pixels: pixels.toBase64() };
      })()`,
    ),
  );
  return {
    size,
    png: Buffer.from(drawn.png, 'base64'),
    pixels: Buffer.from(drawn.pixels, 'base64'),
  };
}

const found = await findBrowser();
const browser = await chromium.launch({ executablePath: found.executable, args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  const pictures = new Map<number, PixelPicture>();
  for (const size of new Set([...linuxSizes, ...windowsSizes])) {
    pictures.set(size, await draw(page, size <= smallUpTo ? small : whole, size));
  }
  const drawn = (sizes: readonly number[]): readonly PixelPicture[] =>
    sizes.flatMap((size) => pictures.get(size) ?? []);

  fs.mkdirSync(path.join(build, 'icons'), { recursive: true });
  for (const { size, png } of drawn(linuxSizes)) {
    fs.writeFileSync(path.join(build, `icons/${size}x${size}.png`), png);
  }
  fs.writeFileSync(path.join(build, 'icon.ico'), writeIco(drawn(windowsSizes)));

  const apple: PixelPicture[] = [];
  for (const size of icnsSizes) {
    const svg = size <= smallUpTo ? small : whole;
    apple.push(await draw(page, svg.replace('viewBox="0 0 512 512"', `viewBox="${appleView}"`), size));
  }
  fs.writeFileSync(path.join(build, 'icon.icns'), writeIcns(apple));
} finally {
  await browser.close();
}
