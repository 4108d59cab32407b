import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Unpacks the Chromium that the package registry has for `TMPDIR`, with its libraries and fonts, and gives that folder the
 * name in the first argument. Whoever is not the first to do so leaves it to those who were: nobody sees half of it.
 */
const [folder = ''] = process.argv.slice(2);
const own = process.env['TMPDIR'] ?? '';
const { default: chromium } = await import('@sparticuz/chromium');
await chromium.executablePath();
// The package's own file names a folder that others on this machine may own.
await writeFile(
  join(own, 'fonts', 'fonts.conf'),
  `<?xml version="1.0" ?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`,
);
await rename(own, folder).catch(async (error: NodeJS.ErrnoException) => {
  await rm(own, { recursive: true });
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
});
