-- CreateEnum
CREATE TYPE "learner_role" AS ENUM ('learner', 'operator');

-- AlterTable
ALTER TABLE "learners" ADD COLUMN     "role" "learner_role" NOT NULL DEFAULT 'learner';
