-- An import that has ended takes away what was uploaded for it; of files the system login changes nothing else.
GRANT UPDATE ("deletedAt") ON "file" TO modelmint_system;
