import { describe, expect, it } from 'vitest';
import { fullName, parseImageName } from './image-name.js';

describe('parseImageName', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  it.each([
    ['nginx', 'docker.io/library/nginx:latest'],
    ['nginx:1.27', 'docker.io/library/nginx:1.27'],
    ['team/app', 'docker.io/team/app:latest'],
    ['localhost/app:1', 'localhost/app:1'],
    ['registry.example.com:5000/team/app:1', 'registry.example.com:5000/team/app:1'],
    [`nginx@${digest}`, `docker.io/library/nginx@${digest}`],
    [`quay.io/a/b:1@${digest}`, `quay.io/a/b@${digest}`],
  ])('reads %s', (text, full) => {
    expect(fullName(parseImageName(text))).toBe(full);
  });

  it.each([
    ['Nginx', 'invalid reference format: repository name (Nginx) must be lowercase'],
    ['nginx:', 'invalid reference format'],
    ['nginx:a b', 'invalid reference format'],
    ['-nginx', 'invalid reference format'],
    ['nginx@sha256:12', 'invalid reference format'],
  ])('refuses %j', (text, why) => {
    expect(() => parseImageName(text)).toThrow(
      new Error(`couldn't parse image name ${JSON.stringify(text)}: ${why}`),
    );
  });
});
