import { describe, expect, it } from 'vitest';
import { NodeImages } from './node-images.js';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('NodeImages', () => {
  it('has an image for every minor, each by digest', () => {
    const images = new NodeImages();
    for (const minor of images.minors) {
      const image = images.imageFor(minor);
      expect(image).toContain(`:v${minor}.`);
      expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
    }
    expect(images.imageFor()).toBe(images.imageFor('1.36'));
  });

  it("takes the operator's in place of kind's", () => {
    const own = `registry.example:5000/labs/node:v1.36.7-labs@${digest}`;
    const images = new NodeImages([own]);
    expect(images.imageFor('1.36')).toBe(own);
    expect(images.imageFor('1.35')).toContain('kindest/node:v1.35.');
  });

  it.each(['kindest/node:v1.36.1', `kindest/node@${digest}`, `kindest/node:latest@${digest}`, ''])(
    'refuses %j, which pins nothing',
    (image) => {
      expect(() => new NodeImages([image])).toThrow(/tag and digest/);
    },
  );

  it('names the versions there are where one is not', () => {
    expect(() => new NodeImages().imageFor('1.20')).toThrow(/1\.20.*1\.36/);
  });
});
