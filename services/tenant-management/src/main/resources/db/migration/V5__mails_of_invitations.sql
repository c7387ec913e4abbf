-- When the mail of an invitation went out, and when it is tried again. Of those that are there nobody knows; they are not sent a second time.
alter table invitations
    add column mailed_at timestamptz,
    add column mail_due_at timestamptz,
    add column mail_attempts int not null default 0;
create index invitations_mail_due on invitations (mail_due_at) where mail_due_at is not null;
