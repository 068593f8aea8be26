"""What the best plan is: goals and limits in, a plan out, with what it rests on."""
