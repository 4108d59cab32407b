export type { Services } from './context.ts';
export { createContext } from './context.ts';
export { completeAnswer } from './execution/complete-response.ts';
export { executionWith } from './execution/execution.ts';
export { errorFormatter } from './execution/format-error.ts';
export { readTraced } from './execution/traced.ts';
export { parseOptions, validationOptions, validationRules } from './limits/document.ts';
export { Planner } from './planning/planner.ts';
export { executableSchema } from './schema.ts';
