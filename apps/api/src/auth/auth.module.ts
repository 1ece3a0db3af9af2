import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import type { AppConfig } from '../config/app-config.js';
import { APP_CONFIG } from '../config/config.module.js';
import { HOST_ID } from '../data-folder/data-folder.module.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { LearnersRepository } from './learners.repository.js';
import { loginLimits } from './limit-logins.decorator.js';
import { LoginCookie } from './login-cookie.js';
import { LoginsRepository } from './logins.repository.js';

@Module({
  imports: [ThrottlerModule.forRoot(loginLimits)],
  controllers: [AuthController],
  providers: [
    AuthService,
    LearnersRepository,
    LoginsRepository,
    {
      provide: LoginCookie,
      inject: [APP_CONFIG, HOST_ID],
      useFactory: (config: AppConfig, hostId: string) => new LoginCookie(config, hostId),
    },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
  ],
  exports: [AuthService, ThrottlerModule],
})
export class AuthModule {}
