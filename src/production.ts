import { setFlagsFromString } from 'node:v8';

// Imported ahead of graphql-js, which reads it once: elsewhere than in production it looks for a second copy of itself
// behind every value of an answer, and that is a tenth of what an answer costs.
process.env['NODE_ENV'] ??= 'production';

// In a pause V8 may collect garbage twice, and by its default it then forgets the shapes of objects of which there is none
// just now: those of every request. The code that was compiled for them goes too: some 350 functions, seen by
// `--log-deopt`, and what came next took up to a fifth more CPU.
setFlagsFromString('--retain-maps-for-n-gc=10');
