-- The language of the mails that go to a person by themselves; null until they have chosen one, or signed up with one.
ALTER TABLE "user" ADD COLUMN "language" TEXT;
ALTER TABLE "user" ADD CONSTRAINT "user_language_check" CHECK ("language" IN ('en', 'zh-CN'));
