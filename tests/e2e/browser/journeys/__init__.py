"""What people come to do, from the first page to the last, each by mouse, by finger and by keyboard."""
