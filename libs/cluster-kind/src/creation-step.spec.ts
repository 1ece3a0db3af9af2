import { describe, expect, it } from 'vitest';
import { creationStep } from './creation-step.js';

describe('creationStep', () => {
  it.each([
    [
      ' • Ensuring node image (kindest/node:v1.36.1) 🖼️  ...',
      'Ensuring node image (kindest/node:v1.36.1)',
    ],
    [' • Preparing nodes 📦 📦   ...', 'Preparing nodes'],
    [' • Configuring the external load balancer ⚖️  ...', 'Configuring the external load balancer'],
    [' • Writing configuration 📜  ...', 'Writing configuration'],
    [' • Starting control-plane 🕹️  ...', 'Starting control-plane'],
    [' • Installing CNI 🔌  ...', 'Installing CNI'],
    [' • Joining worker nodes 🚜  ...', 'Joining worker nodes'],
    [
      ' • Waiting ≤ 2m0s for control-plane = Ready ⏳  ...',
      'Waiting ≤ 2m0s for control-plane = Ready',
    ],
  ])('reads %j', (line, step) => {
    expect(creationStep(line)).toBe(step);
  });

  it.each([
    'Creating cluster "dy-a-b" ...',
    ' ✓ Preparing nodes 📦',
    ' ✗ Starting control-plane 🕹️',
    ' • Ready after 13s 💚',
    ' • WARNING: Timed out waiting for Ready ⚠️',
    'Set kubectl context to "kind-dy-a-b"',
    ' •   ...',
    '',
  ])('passes over %j', (line) => {
    expect(creationStep(line)).toBeUndefined();
  });
});
