// Imported ahead of graphql-js, which reads it once: elsewhere than in production it looks for a second copy of itself
// behind every value of an answer, and that is a tenth of what an answer costs.
process.env['NODE_ENV'] ??= 'production';
