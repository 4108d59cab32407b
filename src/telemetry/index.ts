export { LOG_LEVELS, note, noteOften, openLog, type LogLevel } from './event-log.ts';
export { OncePerMinute } from './once-per-minute.ts';
export { metrics, metricsText } from './metrics.ts';
