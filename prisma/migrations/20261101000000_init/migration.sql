-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "lab_session_state" AS ENUM ('requested', 'provisioning', 'ready', 'ending', 'ended', 'failed');

-- CreateEnum
CREATE TYPE "terminal_state" AS ENUM ('running', 'exited');

-- CreateTable
CREATE TABLE "learners" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "learners_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "logins" (
    "cookie_hash" CHAR(64) NOT NULL,
    "learner_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "logins_pkey" PRIMARY KEY ("cookie_hash")
);

-- CreateTable
CREATE TABLE "lab_sessions" (
    "id" UUID NOT NULL,
    "learner_id" UUID NOT NULL,
    "lab" TEXT NOT NULL,
    "seed" TEXT NOT NULL,
    "state" "lab_session_state" NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 0,
    "steps" JSONB NOT NULL DEFAULT '[]',
    "failure_code" TEXT,
    "failure_message" TEXT,
    "cluster_provider" TEXT,
    "cluster_version" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "ready_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "extensions_used" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "host" TEXT,
    "lease_owner" TEXT,
    "lease_until" TIMESTAMPTZ(3),
    "live_key" TEXT,

    CONSTRAINT "lab_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "check_results" (
    "lab_session_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "outcome" JSONB,
    "earned_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "check_results_pkey" PRIMARY KEY ("lab_session_id","task","check")
);

-- CreateTable
CREATE TABLE "task_progress" (
    "lab_session_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "hints_revealed" INTEGER NOT NULL DEFAULT 0,
    "solution_revealed_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_progress_pkey" PRIMARY KEY ("lab_session_id","task")
);

-- CreateTable
CREATE TABLE "answers" (
    "lab_session_id" UUID NOT NULL,
    "task" TEXT NOT NULL,
    "check" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "answered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("lab_session_id","task","check")
);

-- CreateTable
CREATE TABLE "terminals" (
    "id" UUID NOT NULL,
    "lab_session_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "state" "terminal_state" NOT NULL DEFAULT 'running',
    "exit_code" INTEGER,
    "cols" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "terminals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "best_scores" (
    "learner_id" UUID NOT NULL,
    "lab" TEXT NOT NULL,
    "points" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "achieved_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "best_scores_pkey" PRIMARY KEY ("learner_id","lab")
);

-- CreateIndex
CREATE UNIQUE INDEX "learners_name_key" ON "learners"("name");

-- CreateIndex
CREATE INDEX "logins_expires_at_idx" ON "logins"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "lab_sessions_live_key_key" ON "lab_sessions"("live_key");

-- CreateIndex
CREATE INDEX "lab_sessions_state_lease_until_idx" ON "lab_sessions"("state", "lease_until");

-- CreateIndex
CREATE INDEX "lab_sessions_learner_id_state_idx" ON "lab_sessions"("learner_id", "state");

-- CreateIndex
CREATE INDEX "terminals_lab_session_id_created_at_idx" ON "terminals"("lab_session_id", "created_at");

-- AddForeignKey
ALTER TABLE "logins" ADD CONSTRAINT "logins_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lab_sessions" ADD CONSTRAINT "lab_sessions_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "check_results" ADD CONSTRAINT "check_results_lab_session_id_fkey" FOREIGN KEY ("lab_session_id") REFERENCES "lab_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "task_progress" ADD CONSTRAINT "task_progress_lab_session_id_fkey" FOREIGN KEY ("lab_session_id") REFERENCES "lab_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answers" ADD CONSTRAINT "answers_lab_session_id_fkey" FOREIGN KEY ("lab_session_id") REFERENCES "lab_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terminals" ADD CONSTRAINT "terminals_lab_session_id_fkey" FOREIGN KEY ("lab_session_id") REFERENCES "lab_sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "best_scores" ADD CONSTRAINT "best_scores_learner_id_fkey" FOREIGN KEY ("learner_id") REFERENCES "learners"("id") ON DELETE CASCADE ON UPDATE CASCADE;


