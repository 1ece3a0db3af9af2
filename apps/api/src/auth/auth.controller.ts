import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ApiProblems } from '../http/api-problems.decorator.js';
import { type LoginRequest, loginRequestSchema, type Me, meSchema } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { LimitLogins } from './limit-logins.decorator.js';
import { Public } from './public.decorator.js';

@ApiTags('auth')
@Controller('api')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Who is asking, and what everybody who uses this server should know. */
  @Public()
  @Get('me')
  @ApiOkResponse({ standardSchema: meSchema })
  me(@Req() request: Request): Promise<Me> {
    return this.auth.me(request);
  }

  /** Trades a one-time login token for the cookie. */
  @Public()
  @LimitLogins()
  @Post('login')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(400, 401, 429)
  async login(
    @Body({ schema: loginRequestSchema }) body: LoginRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.auth.login(body.token, response);
  }

  /** Ends this login; others of the same learner go on. */
  @Post('logout')
  @HttpCode(204)
  @ApiNoContentResponse()
  @ApiProblems(401)
  async logout(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.auth.logout(request, response);
  }
}
