import { corePrinters } from './core-printers.js';
import { metricsPrinters } from './metrics-printers.js';
import type { Printer } from './printer.js';
import { securityPrinters } from './security-printers.js';
import { simplePrinters } from './simple-printers.js';
import { trafficPrinters } from './traffic-printers.js';
import { volumePrinters } from './volume-printers.js';
import { workloadPrinters } from './workload-printers.js';

/** Every printer there is. A new one is a row in one of these lists. */
export const printers: readonly Printer[] = [
  ...corePrinters,
  ...workloadPrinters,
  ...securityPrinters,
  ...trafficPrinters,
  ...volumePrinters,
  ...simplePrinters,
  ...metricsPrinters,
];
