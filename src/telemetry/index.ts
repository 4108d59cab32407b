export { shareMetrics, sumMetrics } from './cluster-metrics.ts';
export { DescriptorWatch } from './descriptor-watch.ts';
export { LOG_LEVELS, note, noteOften, openLog, type LogLevel } from './event-log.ts';
export { LinePace } from './line-pace.ts';
export { openTracing, spanned, tracing, type OpenSpan } from './tracing.ts';
export { REQUEST_ID, RequestRecord, type OperationFacts } from './request-record.ts';
export { requestEnded } from './request-line.ts';
export type { BackendState } from './backend-figures.ts';
export { metrics, metricsText } from './metrics.ts';
