// Plain JavaScript, so that an older Node can still read it and say what is wrong.
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    `Facet needs Node 24 or newer and this is ${major}.${minor}: start it by "npm start" or "npx facet", which use the one that npm installs with it.\n`,
  );
  process.exit(1);
}

// To read and compile 1,700 files is a third of what a start costs, and the next start finds it done. Not in the folder
// for temporary files, Node's own choice: others may write there. Where nothing can be written, nothing is kept.
module.enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/node', import.meta.url)));
