"""The figures and words of Accuracy, Cases and Assumptions."""
