-- The policy lets a tenant lock what is everybody's, which needs the right to update something. With all columns it could
-- make such a row its own; deleting its own is all that it does.
REVOKE UPDATE ON "base_model" FROM modelmint_app;
GRANT UPDATE ("deletedAt") ON "base_model" TO modelmint_app;
