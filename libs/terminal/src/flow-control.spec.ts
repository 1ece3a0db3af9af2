import { highWatermarkBytes as high, lowWatermarkBytes as low } from '@drillyard/terminal-protocol';
import { describe, expect, it } from 'vitest';
import { FlowControl } from './flow-control.js';
import { FakeTerminal } from './testing/fake-terminal.js';

const detachedMax = 1000;
function attached() {
  const terminal = new FakeTerminal();
  const flow = new FlowControl(terminal, detachedMax);
  flow.attach(0);
  return { terminal, flow };
}

describe('FlowControl', () => {
  it('pauses above the high watermark and resumes at the low one', () => {
    const { terminal, flow } = attached();
    flow.sent(high);
    expect(terminal.paused).toBe(false);
    flow.sent(high + 1);
    expect(terminal.paused).toBe(true);
    flow.acknowledge(high - low);
    expect(terminal.paused).toBe(true);
    flow.acknowledge(high + 1 - low);
    expect(terminal.paused).toBe(false);
  });

  it('takes no acknowledgement of what was not sent, nor one back', () => {
    const { terminal, flow } = attached();
    flow.sent(10);
    flow.acknowledge(10 * high);
    flow.acknowledge(0);
    flow.sent(10 + high);
    expect(terminal.paused).toBe(false);
    flow.sent(11 + high);
    expect(terminal.paused).toBe(true);
  });

  it('lets a program nobody watches write so much and no more', () => {
    const { terminal, flow } = attached();
    flow.sent(50);
    flow.detach(50);
    flow.sent(50 + detachedMax);
    expect(terminal.paused).toBe(false);
    flow.sent(51 + detachedMax);
    expect(terminal.paused).toBe(true);
    flow.attach(51 + detachedMax);
    expect(terminal.paused).toBe(false);
  });

  it('does not keep waiting for a client that went away', () => {
    const { terminal, flow } = attached();
    flow.sent(2 * high);
    expect(terminal.paused).toBe(true);
    flow.detach(2 * high);
    expect(terminal.paused).toBe(false);
  });
});
