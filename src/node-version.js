// Plain JavaScript, so that an older Node can still read it and say what is wrong.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 24) {
  process.stderr.write(
    `Facet needs Node 24 or newer and this is ${major}.${minor}: start it with "npm start", which brings its own.\n`,
  );
  process.exit(1);
}
