export { LOG_LEVELS, note, noteOften, openLog, type LogLevel } from './log.ts';
