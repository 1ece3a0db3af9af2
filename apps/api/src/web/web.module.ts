import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { WebController } from './web.controller.js';

/** Catches every path: the last module in the list. */
@Module({ imports: [AuthModule], controllers: [WebController] })
export class WebModule {}
