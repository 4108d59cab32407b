import { z } from 'zod';
import { LOG_LEVELS } from '#telemetry';
import { wholeNumber } from './whole-number.ts';

/** What is told of what happens, and where. */
export const telemetrySettings = {
  METRICS_PORT: wholeNumber('METRICS_PORT', '', 0, 65535, 0),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)
    .default('info'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error:
        'OTEL_EXPORTER_OTLP_ENDPOINT must be the URL of a collector, such as http://127.0.0.1:4318.',
    })
    .optional(),
};
