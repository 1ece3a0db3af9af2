import type { NestExpressApplication } from '@nestjs/platform-express';
import type { AppConfig } from '../config/app-config.js';

const yearMs = 365 * 24 * 60 * 60 * 1000;

/** The files of the built web app. Those below /assets have a hash of their content in the name. */
export function serveWebAssets(app: NestExpressApplication, config: AppConfig): void {
  app.useStaticAssets(`${config.webFolder}/assets`, {
    prefix: '/assets/',
    immutable: true,
    maxAge: yearMs,
    index: false,
    fallthrough: false,
  });
  app.useStaticAssets(config.webFolder, { index: false, redirect: false });
}
