import { expect, test } from 'vitest';
import { Histogram } from './histogram.js';

test('buckets hold all that is at most so large', () => {
  const histogram = new Histogram('latency', [0.1, 1]);
  for (const value of [0.05, 0.1, 0.5, 4]) histogram.observe('verb="GET"', value);
  expect(histogram.render()).toEqual([
    'latency_bucket{verb="GET",le="0.1"} 2',
    'latency_bucket{verb="GET",le="1"} 3',
    'latency_bucket{verb="GET",le="+Inf"} 4',
    'latency_sum{verb="GET"} 4.65',
    'latency_count{verb="GET"} 4',
  ]);
});
